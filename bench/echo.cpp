// Echoes its input: the cost of a round trip between two Windows programs.
#include <windows.h>

int main() {
  HANDLE in = GetStdHandle(STD_INPUT_HANDLE);
  HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
  char buffer[4096];
  DWORD got = 0;
  DWORD written = 0;
  while (ReadFile(in, buffer, sizeof buffer, &got, nullptr) && got > 0) {
    if (!WriteFile(out, buffer, got, &written, nullptr)) break;
  }
  return 0;
}
