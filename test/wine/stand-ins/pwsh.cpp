/**
 * Stands in for the starter of PowerShell, pwsh.exe, and does what it does: runs the pwsh.dll beside it on the .NET of this
 * computer, in this process. One variable more: .NET under Wine dies in a finaliser (0x80131506) when it frees code that
 * it maps twice, and the agent keeps every variable that steers .NET from its shells.
 */
#include <windows.h>
#include <string>

/** native-hosting.md of dotnet/runtime: what apphost calls. */
typedef int(__cdecl* Main)(int, const wchar_t**, const wchar_t*, const wchar_t*, const wchar_t*);

static const wchar_t root[] = L"C:\\Program Files\\dotnet";

int wmain(int count, wchar_t** words) {
  SetEnvironmentVariableW(L"DOTNET_EnableWriteXorExecute", L"0");
  const std::wstring resolver = std::wstring(root) + L"\\host\\fxr\\" DOTNET_VERSION L"\\hostfxr.dll";
  const HMODULE library = LoadLibraryW(resolver.c_str());
  const auto run = library ? reinterpret_cast<Main>(reinterpret_cast<void*>(
                                 GetProcAddress(library, "hostfxr_main_startupinfo")))
                           : nullptr;
  if (!run) return 199;
  wchar_t own[MAX_PATH];
  GetModuleFileNameW(nullptr, own, MAX_PATH);
  std::wstring program = own;
  program.replace(program.rfind(L'.'), std::wstring::npos, L".dll");
  return run(count, const_cast<const wchar_t**>(words), own, root, program.c_str());
}
