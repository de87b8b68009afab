/**
 * Starts its command line as the Task Scheduler would: in no window, with none of the handles of whoever asks, and to live
 * longer than it. Says its PID. Stands in for the service of the Task Scheduler, together with the module ScheduledTasks.
 */
#include <windows.h>
#include <cstdio>
#include <initializer_list>

int wmain() {
  wchar_t* line = GetCommandLineW();
  // Past the name of this program, quoted or not.
  const wchar_t end = *line == L'"' ? L'"' : L' ';
  for (line++; *line && *line != end; line++) {
  }
  if (*line) line++;
  while (*line == L' ') line++;
  SECURITY_ATTRIBUTES inherited = {sizeof inherited, nullptr, TRUE};
  const HANDLE nothing = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited,
                                     OPEN_EXISTING, 0, nullptr);
  for (const DWORD each : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE})
    SetHandleInformation(GetStdHandle(each), HANDLE_FLAG_INHERIT, 0);
  STARTUPINFOW start = {};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = start.hStdOutput = start.hStdError = nothing;
  PROCESS_INFORMATION made;
  if (!CreateProcessW(nullptr, line, nullptr, nullptr, TRUE, CREATE_NO_WINDOW, nullptr, nullptr, &start, &made)) return 1;
  std::printf("%lu\n", made.dwProcessId);
  return 0;
}
