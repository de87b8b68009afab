// The COM class: Authorize, GetCurrentSessionInfo, LogOut over IDispatch, strict about the types of its arguments.
#pragma once
#include <windows.h>
#include <oaidl.h>
#include "application.h"

enum Dispatch : DISPID { AUTHORIZE = 1, GET_CURRENT_SESSION_INFO = 2, LOG_OUT = 3 };

/** Makes objects for as long as the process lives. */
IClassFactory* factoryOf(const Application& application);
