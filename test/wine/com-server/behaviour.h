// How the server behaves, switched while it runs: the file <AppID>.mode holds `METHOD KIND ARGUMENT`, UTF-8.
#pragma once
#include <windows.h>
#include <oaidl.h>
#include <string>
#include "application.h"

struct Behaviour {
  HRESULT result;
  /** What Authorize answers as its error text. */
  std::wstring errorText;
};

/**
 * Does what the file asks of this method, and answers how the call ends; it may never return.
 * Kinds: slow MS, hang, burn, leak MEGABYTES TEXT, error TEXT, hresult HEX, exception TEXT, exit.
 */
Behaviour behave(const Application& application, const wchar_t* method, EXCEPINFO* exception);

/** Writes `PID text` as one line of <AppID>.log. */
void note(const Application& application, const std::wstring& text);

/** Takes memory and writes to it, so that it counts in the working set. */
void hold(int megabytes);
