// Command line of a process of the test server: which application it hosts and how its class is made.
#pragma once
#include <windows.h>
#include <string>

/** How the class takes its by-reference arguments, and whether it says so in type information. */
struct Signature {
  bool variants;
  bool typed;
};

struct Application {
  /** `{GUID}`, from /Processid: as on the command line of a COM+ host. Empty: this is no COM server at all. */
  std::wstring appId;
  CLSID classId;
  Signature signature;
  /** Holds so many megabytes and does nothing else; -1 for a server. */
  int idleMegabytes;
  /** When it takes them, from its start. */
  int afterMilliseconds;
};

/** Words: /Processid:{AppID} {CLSID} bstr|variant [typed], or idle [MEGABYTES [after MILLISECONDS]]. */
Application applicationFrom(int count, wchar_t** words);

/** Set when a client wants an object: the server offers its class once more. Gone with the process. */
std::wstring requestName(const Application& application);

/** Where the files of the application lie: its behaviour and its log. */
std::wstring fileOf(const Application& application, const wchar_t* extension);
