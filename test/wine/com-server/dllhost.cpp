// The process that is watched: hosts one class, or idles beside it.
#include "behaviour.h"
#include "server.h"

/**
 * Makes the process reachable before its class is offered. Wine begins to listen beside the first offer; a client that
 * asks in that moment gets an object that it cannot call, and takes its class for one that is not registered.
 */
static void openRemoting(IUnknown* object) {
  IStream* stream = nullptr;
  if (FAILED(CreateStreamOnHGlobal(nullptr, TRUE, &stream))) return;
  CoMarshalInterface(stream, IID_IUnknown, object, MSHCTX_LOCAL, nullptr, MSHLFLAGS_TABLESTRONG);
  stream->Release();
}

/**
 * Offers the class once for each request, never more. Wine's service of classes forgets no class whose process was
 * killed, and goes on to offer it; one that was taken is not there to be offered.
 */
static int serve(const Application& application) {
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  IClassFactory* factory = factoryOf(application);
  openRemoting(factory);
  const HANDLE request = CreateEventW(nullptr, FALSE, FALSE, requestName(application).c_str());
  note(application, L"started");
  for (DWORD offer = 0;;) {
    WaitForSingleObject(request, INFINITE);
    // Taken long ago; without this COM takes the next offer for a mistake.
    if (offer) CoRevokeClassObject(offer);
    const HRESULT offered =
        CoRegisterClassObject(application.classId, factory, CLSCTX_LOCAL_SERVER, REGCLS_SINGLEUSE, &offer);
    if (FAILED(offered)) return 1;
  }
}

int wmain(int count, wchar_t** words) {
  const Application application = applicationFrom(count, words);
  if (application.idleMegabytes < 0) return serve(application);
  Sleep(application.afterMilliseconds);
  hold(application.idleMegabytes);
  Sleep(INFINITE);
  return 0;
}
