/* A stand-in of a COM+ server process for machines without COM: answers one line per call on a socket.
 *
 *   dllhost.exe serve FOLDER
 *
 * FOLDER/socket is listened on; FOLDER/mode is read at every call: ok | slow MS | hang [call] | error TEXT | exit |
 * burn | leak MB-per-second. Who once hangs, burns or leaks does so for good and empties the file: the next process is
 * well again. FOLDER/server.log gets a line for every call, so that a session left open is seen. The process ends when its
 * socket is removed. */
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "workload.h"

static const char *folder;

static void inFolder(char *path, size_t size, const char *name) {
  snprintf(path, size, "%s/%s", folder, name);
}

static void writeLog(const char *what) {
  char path[512];
  inFolder(path, sizeof path, "server.log");
  FILE *file = fopen(path, "a");
  if (!file) return;
  fprintf(file, "%d %s\n", (int)getpid(), what);
  fclose(file);
}

static void readMode(char *mode, size_t size) {
  static char broken[256];
  char path[512];
  mode[0] = 0;
  if (broken[0]) {
    snprintf(mode, size, "%s", broken);
    return;
  }
  inFolder(path, sizeof path, "mode");
  FILE *file = fopen(path, "r");
  if (!file) return;
  if (!fgets(mode, (int)size, file)) mode[0] = 0;
  fclose(file);
  mode[strcspn(mode, "\r\n")] = 0;
  if (strncmp(mode, "hang", 4) && strncmp(mode, "burn", 4) && strncmp(mode, "leak", 4)) return;
  snprintf(broken, sizeof broken, "%s", mode);
  if ((file = fopen(path, "w"))) fclose(file);
}

static void *loadThread(void *megabytesPerSecond) {
  double perSecond = *(double *)megabytesPerSecond;
  if (perSecond > 0) leak(perSecond, 1e9);
  burn(100);
  return NULL;
}

/* One load beside all calls, however many come. */
static void beginLoad(double perSecond) {
  static double given;
  static int begun;
  pthread_t thread;
  if (__sync_lock_test_and_set(&begun, 1)) return;
  given = perSecond;
  pthread_create(&thread, NULL, loadThread, &given);
}

static void hang(void) {
  for (;;) pause();
}

/* Does what the mode says of this call; writes the error text that Authorize shall answer. */
static void behave(const char *call, char *error, size_t size) {
  char mode[256];
  error[0] = 0;
  readMode(mode, sizeof mode);
  if (strncmp(mode, "slow ", 5) == 0) rest(atof(mode + 5) / 1000);
  else if (strcmp(mode, "hang") == 0) hang();
  else if (strncmp(mode, "hang ", 5) == 0 && strcmp(mode + 5, call) == 0) hang();
  else if (strncmp(mode, "error ", 6) == 0) snprintf(error, size, "%s", mode + 6);
  else if (strcmp(mode, "exit") == 0) _exit(3);
  else if (strcmp(mode, "burn") == 0 || strncmp(mode, "leak ", 5) == 0) {
    beginLoad(mode[0] == 'l' ? atof(mode + 5) : 0);
    hang();
  }
}

static void *serveClient(void *given) {
  static int sessions;
  FILE *stream = fdopen((int)(long)given, "r+");
  char line[512], error[256];
  if (!stream) return NULL;
  setvbuf(stream, NULL, _IONBF, 0);
  while (fgets(line, sizeof line, stream)) {
    line[strcspn(line, "\n")] = 0;
    writeLog(line);
    char call[32] = "";
    sscanf(line, "%31s", call);
    behave(call, error, sizeof error);
    if (strcmp(call, "authorize") == 0)
      fprintf(stream, "%s\t%d-%d\n", error, (int)getpid(), __sync_add_and_fetch(&sessions, 1));
    else if (strcmp(call, "session-info") == 0) fprintf(stream, "process %d\n", (int)getpid());
    else fprintf(stream, "\n");
  }
  fclose(stream);
  return NULL;
}

int serve(const char *where) {
  folder = where;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", where);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  /* A socket file outlives a killed process; one that somebody listens on is left alone. */
  if (connect(listener, (struct sockaddr *)&address, sizeof address) == 0) return 0;
  close(listener);
  listener = socket(AF_UNIX, SOCK_STREAM, 0);
  unlink(address.sun_path);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0) {
    perror(address.sun_path);
    return 1;
  }
  writeLog("up");
  while (access(address.sun_path, F_OK) == 0) {
    struct pollfd waiting = {.fd = listener, .events = POLLIN};
    if (poll(&waiting, 1, 200) <= 0) continue;
    int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    pthread_t thread;
    if (pthread_create(&thread, NULL, serveClient, (void *)(long)client) == 0) pthread_detach(thread);
    else close(client);
  }
  return 0;
}
