#pragma once
#include "server.h"
#include <string>

/** One object; it may be called from several threads at once. */
class AppServer : public IDispatch {
 public:
  explicit AppServer(const Application& application);
  virtual ~AppServer();

  HRESULT WINAPI QueryInterface(REFIID wanted, void** found) override;
  ULONG WINAPI AddRef() override;
  ULONG WINAPI Release() override;
  HRESULT WINAPI GetTypeInfoCount(UINT* count) override;
  HRESULT WINAPI GetTypeInfo(UINT index, LCID locale, ITypeInfo** found) override;
  HRESULT WINAPI GetIDsOfNames(REFIID, LPOLESTR* names, UINT count, LCID, DISPID* ids) override;
  HRESULT WINAPI Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* given, VARIANT* result, EXCEPINFO* exception,
                        UINT* wrong) override;

 private:
  HRESULT authorize(DISPPARAMS& given, EXCEPINFO* exception);
  HRESULT sessionInfo(DISPPARAMS& given, EXCEPINFO* exception);
  HRESULT logOut(DISPPARAMS& given, EXCEPINFO* exception);
  bool isOut(const VARIANT& argument) const;
  bool isSession(const VARIANT& argument) const;
  void answer(VARIANT& out, const std::wstring& text) const;
  void answerSession(VARIANT& out) const;

  const Application application_;
  ITypeInfo* information_;
  LONG references_ = 1;
};
