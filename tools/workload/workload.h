#pragma once

void rest(double seconds);
void burn(double percent);
void leak(double mbPerSecond, double mostMb);
int serve(const char *folder);
