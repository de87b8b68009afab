// Takes a snapshot of all processes and reads the times of those with one name, at an interval: the cost of a sample without
// a shell. Arguments: image name, interval in ms, count.
#include <windows.h>
#include <winternl.h>
#include <stdlib.h>
#include <wchar.h>

int wmain(int count, wchar_t **words) {
  if (count < 4) return 2;
  const DWORD interval = wcstoul(words[2], nullptr, 10);
  const int rounds = _wtoi(words[3]);
  static char snapshot[1 << 20];
  for (int round = 0; round < rounds; round++) {
    ULONG size = 0;
    if (NtQuerySystemInformation(SystemProcessInformation, snapshot, sizeof snapshot, &size) < 0) return 1;
    for (char *at = snapshot;;) {
      auto *entry = reinterpret_cast<SYSTEM_PROCESS_INFORMATION *>(at);
      const UNICODE_STRING &name = entry->ImageName;
      const size_t length = name.Length / sizeof(wchar_t);
      if (length == wcslen(words[1]) && _wcsnicmp(name.Buffer, words[1], length) == 0) {
        const DWORD id = static_cast<DWORD>(reinterpret_cast<ULONG_PTR>(entry->UniqueProcessId));
        HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id);
        FILETIME created, ended, kernel, user;
        if (!process || !GetProcessTimes(process, &created, &ended, &kernel, &user)) return 1;
        CloseHandle(process);
      }
      if (entry->NextEntryOffset == 0) break;
      at += entry->NextEntryOffset;
    }
    Sleep(interval);
  }
  return 0;
}
