#include "app-server.h"
#include "behaviour.h"
#include "type-information.h"

namespace {
/** The number of the one session; the server with VARIANTs gives it as a number, the other one as a text. */
const LONG session = 1701;

/** Arguments come last first. */
VARIANT& argument(DISPPARAMS& given, UINT index) { return given.rgvarg[given.cArgs - 1 - index]; }
}  // namespace

AppServer::AppServer(const Application& application)
    : application_(application),
      information_(application.signature.typed ? describe(application.signature.variants) : nullptr) {}

AppServer::~AppServer() {
  if (information_) information_->Release();
}

HRESULT AppServer::QueryInterface(REFIID wanted, void** found) {
  const bool known = IsEqualIID(wanted, IID_IUnknown) || IsEqualIID(wanted, IID_IDispatch);
  *found = known ? static_cast<IDispatch*>(this) : nullptr;
  if (known) AddRef();
  return known ? S_OK : E_NOINTERFACE;
}

ULONG AppServer::AddRef() { return InterlockedIncrement(&references_); }

ULONG AppServer::Release() {
  const ULONG left = InterlockedDecrement(&references_);
  if (left == 0) delete this;
  return left;
}

HRESULT AppServer::GetTypeInfoCount(UINT* count) {
  *count = information_ ? 1 : 0;
  return S_OK;
}

HRESULT AppServer::GetTypeInfo(UINT index, LCID, ITypeInfo** found) {
  *found = nullptr;
  if (!information_) return E_NOTIMPL;
  if (index != 0) return DISP_E_BADINDEX;
  note(application_, L"GetTypeInfo");
  information_->AddRef();
  *found = information_;
  return S_OK;
}

HRESULT AppServer::GetIDsOfNames(REFIID, LPOLESTR* names, UINT count, LCID, DISPID* ids) {
  for (UINT at = 0; at < count; at++) ids[at] = DISPID_UNKNOWN;
  if (!_wcsicmp(names[0], L"Authorize")) ids[0] = AUTHORIZE;
  if (!_wcsicmp(names[0], L"GetCurrentSessionInfo")) ids[0] = GET_CURRENT_SESSION_INFO;
  if (!_wcsicmp(names[0], L"LogOut")) ids[0] = LOG_OUT;
  return count == 1 && ids[0] != DISPID_UNKNOWN ? S_OK : DISP_E_UNKNOWNNAME;
}

HRESULT AppServer::Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* given, VARIANT*, EXCEPINFO* exception, UINT*) {
  switch (id) {
    case AUTHORIZE:
      return authorize(*given, exception);
    case GET_CURRENT_SESSION_INFO:
      return sessionInfo(*given, exception);
    case LOG_OUT:
      return logOut(*given, exception);
  }
  return DISP_E_MEMBERNOTFOUND;
}

HRESULT AppServer::authorize(DISPPARAMS& given, EXCEPINFO* exception) {
  if (given.cArgs != 8) return DISP_E_BADPARAMCOUNT;
  for (UINT at = 0; at < 5; at++) {
    if (argument(given, at).vt != VT_BSTR) return DISP_E_TYPEMISMATCH;
  }
  if (argument(given, 5).vt != VT_I4) return DISP_E_TYPEMISMATCH;
  if (!isOut(argument(given, 6)) || !isOut(argument(given, 7))) return DISP_E_TYPEMISMATCH;
  note(application_, std::wstring(L"Authorize ") + argument(given, 0).bstrVal + L" " + argument(given, 3).bstrVal);
  const Behaviour asked = behave(application_, L"Authorize", exception);
  if (FAILED(asked.result)) return asked.result;
  answer(argument(given, 6), asked.errorText);
  if (asked.errorText.empty()) answerSession(argument(given, 7));
  return S_OK;
}

HRESULT AppServer::sessionInfo(DISPPARAMS& given, EXCEPINFO* exception) {
  if (given.cArgs != 2) return DISP_E_BADPARAMCOUNT;
  if (!isSession(argument(given, 0)) || !isOut(argument(given, 1))) return DISP_E_TYPEMISMATCH;
  note(application_, L"GetCurrentSessionInfo");
  const Behaviour asked = behave(application_, L"GetCurrentSessionInfo", exception);
  if (FAILED(asked.result)) return asked.result;
  answer(argument(given, 1), L"PID " + std::to_wstring(GetCurrentProcessId()));
  return S_OK;
}

HRESULT AppServer::logOut(DISPPARAMS& given, EXCEPINFO* exception) {
  if (given.cArgs != 1) return DISP_E_BADPARAMCOUNT;
  if (!isSession(argument(given, 0))) return DISP_E_TYPEMISMATCH;
  note(application_, L"LogOut");
  return behave(application_, L"LogOut", exception).result;
}

/** As strict as a class of C++ that takes its arguments itself: only the type that it declares. */
bool AppServer::isOut(const VARIANT& argument) const {
  return argument.vt == (VT_BYREF | (application_.signature.variants ? VT_VARIANT : VT_BSTR));
}

/** The session must come back as it was given: its type, too. */
bool AppServer::isSession(const VARIANT& argument) const {
  return application_.signature.variants ? argument.vt == VT_I4 && argument.lVal == session
                                         : argument.vt == VT_BSTR && argument.bstrVal == std::to_wstring(session);
}

void AppServer::answer(VARIANT& out, const std::wstring& text) const {
  if (!application_.signature.variants) {
    SysReAllocString(out.pbstrVal, text.c_str());
    return;
  }
  VariantClear(out.pvarVal);
  out.pvarVal->vt = VT_BSTR;
  out.pvarVal->bstrVal = SysAllocString(text.c_str());
}

void AppServer::answerSession(VARIANT& out) const {
  if (!application_.signature.variants) return answer(out, std::to_wstring(session));
  VariantClear(out.pvarVal);
  out.pvarVal->vt = VT_I4;
  out.pvarVal->lVal = session;
}
