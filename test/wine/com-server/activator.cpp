// What COM starts for the class, in the place of Windows' own service: it finds the process that hosts the application,
// or starts one, and asks it to offer its class. So one dllhost.exe serves every client, as under COM+.
#include "application.h"

namespace {
const wchar_t host[] = L"C:\\com-server\\dllhost.exe";
/** COM takes an end of this process for a failed start, and looks for the class once a second. */
const DWORD lingerMs = 3000;
const DWORD startDeadlineMs = 10000;

HANDLE running(const Application& application) {
  return OpenEventW(EVENT_MODIFY_STATE, FALSE, requestName(application).c_str());
}

bool start(int count, wchar_t** words) {
  std::wstring line = host;
  for (int at = 1; at < count; at++) line += std::wstring(L" ") + words[at];
  STARTUPINFOW startup = {};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started = {};
  return CreateProcessW(host, &line[0], nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &started);
}
}  // namespace

int wmain(int count, wchar_t** words) {
  const Application application = applicationFrom(count, words);
  HANDLE request = running(application);
  if (!request && !start(count, words)) return 1;
  for (DWORD waited = 0; !request && waited < startDeadlineMs; waited += 10) {
    Sleep(10);
    request = running(application);
  }
  if (!request) return 1;
  SetEvent(request);
  CloseHandle(request);
  Sleep(lingerMs);
  return 0;
}
