// The type information of the class, as a type library of a real server would give it.
#pragma once
#include <windows.h>
#include <oaidl.h>

/** The methods with their arguments; by-reference ones as pointers to BSTR or to VARIANT. nullptr when it fails. */
ITypeInfo* describe(bool variants);
