/* What a process of the tests does with its time and its memory. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "workload.h"

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void rest(double length) {
  struct timespec pause = {(time_t)length, (long)((length - (double)(time_t)length) * 1e9)};
  nanosleep(&pause, NULL);
}

void burn(double percent) {
  const double period = 0.02;
  for (;;) {
    double until = seconds() + period * percent / 100;
    while (seconds() < until) {
    }
    if (percent < 100) rest(period * (100 - percent) / 100);
  }
}

void leak(double perSecond, double most) {
  const size_t step = 1 << 20;
  double have = 0;
  for (;;) {
    if (have < most) {
      char *block = malloc(step);
      if (block) memset(block, 1, step);
      have += 1;
    }
    rest(1 / perSecond);
  }
}
