#include "behaviour.h"
#include <cstdlib>
#include <sstream>
#include <vector>

namespace {
std::wstring decoded(const std::string& text) {
  std::wstring wide(text.size(), L'\0');
  const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()),
                                         &wide[0], static_cast<int>(wide.size()));
  wide.resize(length);
  return wide;
}

std::string encoded(const std::wstring& text) {
  std::string bytes(text.size() * 4, '\0');
  const int length = WideCharToMultiByte(CP_UTF8, 0, text.data(), static_cast<int>(text.size()),
                                         &bytes[0], static_cast<int>(bytes.size()), nullptr, nullptr);
  bytes.resize(length);
  return bytes;
}

std::wstring readMode(const Application& application) {
  const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const HANDLE file = CreateFileW(fileOf(application, L".mode").c_str(), GENERIC_READ, share, nullptr,
                                  OPEN_EXISTING, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) return L"";
  char bytes[2048];
  DWORD length = 0;
  ReadFile(file, bytes, sizeof bytes, &length, nullptr);
  CloseHandle(file);
  return decoded(std::string(bytes, length));
}

void burn() {
  for (volatile unsigned long long turn = 0;; turn++) {
  }
}

HRESULT raise(EXCEPINFO* exception, const std::wstring& text) {
  if (exception) {
    *exception = {};
    exception->bstrSource = SysAllocString(L"ComwatchTest");
    exception->bstrDescription = SysAllocString(text.c_str());
    exception->scode = 0x80040201;
  }
  return DISP_E_EXCEPTION;
}

/** Once for a process: what has leaked stays, and does not grow with every call. */
void leak(int megabytes) {
  static LONG leaked = 0;
  if (InterlockedExchange(&leaked, 1) == 0) hold(megabytes);
}
}  // namespace

void hold(int megabytes) {
  for (int at = 0; at < megabytes; at++) {
    void* page = VirtualAlloc(nullptr, 1 << 20, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (page) memset(page, 1, 1 << 20);
  }
}

void note(const Application& application, const std::wstring& text) {
  const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const HANDLE file = CreateFileW(fileOf(application, L".log").c_str(), FILE_APPEND_DATA, share, nullptr,
                                  OPEN_ALWAYS, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  const std::string line = std::to_string(GetCurrentProcessId()) + " " + encoded(text) + "\n";
  DWORD written = 0;
  WriteFile(file, line.data(), static_cast<DWORD>(line.size()), &written, nullptr);
  CloseHandle(file);
}

Behaviour behave(const Application& application, const wchar_t* method, EXCEPINFO* exception) {
  std::wistringstream mode(readMode(application));
  std::wstring concerned, kind;
  mode >> concerned >> kind;
  if (concerned != method) return {S_OK, L""};
  if (kind == L"hang") Sleep(INFINITE);
  if (kind == L"burn") burn();
  if (kind == L"exit") TerminateProcess(GetCurrentProcess(), 3);
  int number = 0;
  if (kind == L"slow" || kind == L"leak") mode >> number;
  if (kind == L"slow") Sleep(number);
  if (kind == L"leak") leak(number);
  std::wstring rest;
  std::getline(mode >> std::ws, rest);
  if (kind == L"hresult") return {static_cast<HRESULT>(std::wcstoul(rest.c_str(), nullptr, 16)), L""};
  if (kind == L"exception") return {raise(exception, rest), L""};
  return {S_OK, kind == L"error" || kind == L"leak" ? rest : L""};
}
