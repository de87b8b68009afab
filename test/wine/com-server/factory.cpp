#include "server.h"
#include "app-server.h"

namespace {
class Factory : public IClassFactory {
 public:
  explicit Factory(const Application& application) : application_(application) {}

  HRESULT WINAPI QueryInterface(REFIID wanted, void** found) override {
    const bool known = IsEqualIID(wanted, IID_IUnknown) || IsEqualIID(wanted, IID_IClassFactory);
    *found = known ? static_cast<IClassFactory*>(this) : nullptr;
    return known ? S_OK : E_NOINTERFACE;
  }
  // It lives as long as the process.
  ULONG WINAPI AddRef() override { return 2; }
  ULONG WINAPI Release() override { return 1; }

  HRESULT WINAPI CreateInstance(IUnknown* outer, REFIID wanted, void** found) override {
    if (outer) return CLASS_E_NOAGGREGATION;
    IDispatch* made = new AppServer(application_);
    const HRESULT result = made->QueryInterface(wanted, found);
    made->Release();
    return result;
  }
  HRESULT WINAPI LockServer(BOOL) override { return S_OK; }

 private:
  const Application application_;
};
}  // namespace

IClassFactory* factoryOf(const Application& application) { return new Factory(application); }
