#include "application.h"
#include <objbase.h>

namespace {
const wchar_t processId[] = L"/Processid:";
const wchar_t folder[] = L"C:\\com-server\\";
}

Application applicationFrom(int count, wchar_t** words) {
  Application found = {L"", CLSID_NULL, {false, false}, -1, 0};
  for (int at = 1; at < count; at++) {
    const std::wstring word = words[at];
    if (word.compare(0, wcslen(processId), processId) == 0) {
      found.appId = word.substr(wcslen(processId));
    } else if (word[0] == L'{') {
      CLSIDFromString(word.c_str(), &found.classId);
    } else if (word == L"variant") {
      found.signature.variants = true;
    } else if (word == L"typed") {
      found.signature.typed = true;
    } else if (word == L"idle") {
      found.idleMegabytes = at + 1 < count ? _wtoi(words[at + 1]) : 0;
    } else if (word == L"after") {
      found.afterMilliseconds = at + 1 < count ? _wtoi(words[at + 1]) : 0;
    }
  }
  return found;
}

std::wstring requestName(const Application& application) {
  return L"comwatch-test-" + application.appId;
}

std::wstring fileOf(const Application& application, const wchar_t* extension) {
  return folder + application.appId + extension;
}
