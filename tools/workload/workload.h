#pragma once

/* load.c */
void rest(double seconds);
void burn(double percent);
void leak(double mbPerSecond, double mostMb);

/* serve.c */
int serve(const char *folder);
