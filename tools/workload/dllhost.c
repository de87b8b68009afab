/* A real process named dllhost.exe for tests and the demo.
 *
 *   dllhost.exe idle
 *   dllhost.exe burn [percent of a core, default 100] [seconds before it begins]
 *   dllhost.exe leak MB-per-second [most MB] [seconds before it begins]
 *   dllhost.exe serve FOLDER: see serve.c
 *
 * --with-parent: dies with its parent. /Processid:{GUID} is accepted anywhere, as COM+ passes it. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>
#include "workload.h"

int main(int count, char **given) {
  char *plain[8] = {0};
  int n = 0;
  for (int i = 1; i < count; i++) {
    if (strcmp(given[i], "--with-parent") == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() == 1) return 0;
    } else if (strncmp(given[i], "/Processid:", 11) != 0 && n < 8) {
      plain[n++] = given[i];
    }
  }
  const char *mode = n > 0 ? plain[0] : "idle";
  if (strcmp(mode, "burn") == 0) {
    if (n > 2) rest(atof(plain[2]));
    burn(n > 1 ? atof(plain[1]) : 100);
  }
  if (strcmp(mode, "serve") == 0 && n > 1) return serve(plain[1]);
  if (strcmp(mode, "leak") == 0 && n > 3) rest(atof(plain[3]));
  if (strcmp(mode, "leak") == 0) leak(n > 1 ? atof(plain[1]) : 100, n > 2 ? atof(plain[2]) : 1e9);
  if (strcmp(mode, "idle") != 0) {
    fprintf(stderr, "usage: dllhost.exe idle | burn [percent] [after] | leak MB-per-second [most MB] [after] | serve FOLDER\n");
    return 2;
  }
  for (;;) pause();
}
