#include "type-information.h"
#include "server.h"
#include <vector>

namespace {
/** One method: its arguments in order, `true` for one that is passed by reference. */
struct Method {
  DISPID id;
  std::vector<const wchar_t*> names;
  std::vector<VARTYPE> types;
  std::vector<bool> byReference;
};

std::vector<Method> methods(bool variants) {
  const VARTYPE answer = variants ? VT_VARIANT : VT_BSTR;
  // A session is whatever Authorize gave: a text, or a VARIANT.
  return {
      {AUTHORIZE,
       {L"Authorize", L"login", L"password", L"role", L"sysname", L"address", L"flags", L"errorInfo", L"sessionId"},
       {VT_BSTR, VT_BSTR, VT_BSTR, VT_BSTR, VT_BSTR, VT_I4, answer, answer},
       {false, false, false, false, false, false, true, true}},
      {GET_CURRENT_SESSION_INFO, {L"GetCurrentSessionInfo", L"sessionId", L"info"}, {answer, answer}, {false, true}},
      {LOG_OUT, {L"LogOut", L"sessionId"}, {answer}, {false}},
  };
}

HRESULT add(ICreateTypeInfo* into, UINT index, const Method& method) {
  const size_t count = method.types.size();
  std::vector<TYPEDESC> pointedAt(count);
  std::vector<ELEMDESC> elements(count);
  for (size_t at = 0; at < count; at++) {
    pointedAt[at].vt = method.types[at];
    elements[at] = {};
    elements[at].tdesc.vt = method.byReference[at] ? VARTYPE{VT_PTR} : method.types[at];
    if (method.byReference[at]) elements[at].tdesc.lptdesc = &pointedAt[at];
    elements[at].paramdesc.wParamFlags = method.byReference[at] ? PARAMFLAG_FIN | PARAMFLAG_FOUT : PARAMFLAG_FIN;
  }
  FUNCDESC function = {};
  function.memid = method.id;
  function.funckind = FUNC_DISPATCH;
  function.invkind = INVOKE_FUNC;
  function.callconv = CC_STDCALL;
  function.cParams = static_cast<SHORT>(count);
  function.lprgelemdescParam = elements.data();
  function.elemdescFunc.tdesc.vt = VT_VOID;
  const HRESULT added = into->AddFuncDesc(index, &function);
  if (FAILED(added)) return added;
  std::vector<LPOLESTR> names;
  for (const wchar_t* name : method.names) names.push_back(const_cast<LPOLESTR>(name));
  return into->SetFuncAndParamNames(index, names.data(), static_cast<UINT>(names.size()));
}
}  // namespace

ITypeInfo* describe(bool variants) {
  ICreateTypeLib2* library = nullptr;
  ICreateTypeInfo* made = nullptr;
  ITypeInfo* information = nullptr;
  if (FAILED(CreateTypeLib2(SYS_WIN64, L"C:\\com-server\\unsaved.tlb", &library))) return nullptr;
  if (SUCCEEDED(library->CreateTypeInfo(const_cast<LPOLESTR>(L"IAppServer"), TKIND_DISPATCH, &made))) {
    HRESULT result = S_OK;
    UINT index = 0;
    for (const Method& method : methods(variants)) {
      if (SUCCEEDED(result)) result = add(made, index++, method);
    }
    if (SUCCEEDED(result)) result = made->LayOut();
    if (SUCCEEDED(result)) made->QueryInterface(IID_ITypeInfo, reinterpret_cast<void**>(&information));
    made->Release();
  }
  library->Release();
  return information;
}
