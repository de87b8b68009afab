using System;
using System.Reflection;
using System.Runtime.InteropServices;
using ELEMDESC = System.Runtime.InteropServices.ComTypes.ELEMDESC;
using FUNCDESC = System.Runtime.InteropServices.ComTypes.FUNCDESC;
using ITypeInfo = System.Runtime.InteropServices.ComTypes.ITypeInfo;
using TYPEATTR = System.Runtime.InteropServices.ComTypes.TYPEATTR;
using TYPEDESC = System.Runtime.InteropServices.ComTypes.TYPEDESC;

namespace Comwatch.Probing
{
    /// <summary>Looks up the type of an out argument in the server's own type information.</summary>
    public static class TypeInformation
    {
        private const short VtI2 = 2;
        private const short VtI4 = 3;
        private const short VtVariant = 12;
        private const short VtUi4 = 19;
        private const short VtInt = 22;
        private const short VtPtr = 26;

        /// <summary>The declared type, or a string where there is none.</summary>
        public static OutType OutType(object target, string method, int index)
        {
            try
            {
                return (Marshal.IsComObject(target) ? OfCom(target, method, index) : OfManaged(target, method, index))
                    ?? Probing.OutType.Text;
            }
            catch (Exception)
            {
                // A server without usable type information is called with strings; a wrong guess is reported by the call.
                return Probing.OutType.Text;
            }
        }

        private static OutType? OfManaged(object target, string method, int index)
        {
            const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
            var parameters = target.GetType().GetMethod(method, Flags)?.GetParameters();
            var type = parameters != null && index < parameters.Length ? parameters[index].ParameterType.GetElementType() : null;
            return type == typeof(int) ? Probing.OutType.Int
                : type == typeof(object) ? Probing.OutType.Variant
                : type == typeof(string) ? Probing.OutType.Text
                : (OutType?)null;
        }

        private static OutType? OfCom(object target, string method, int index)
        {
            if (!(target is IDispatchInformation dispatch) || dispatch.GetTypeInfoCount(out var count) < 0 || count == 0)
            {
                return null;
            }
            if (dispatch.GetTypeInfo(0, 0, out var information) < 0 || information == null)
            {
                return null;
            }
            try
            {
                return Find(information, method, index);
            }
            finally
            {
                Marshal.ReleaseComObject(information);
            }
        }

        private static OutType? Find(ITypeInfo information, string method, int index)
        {
            information.GetTypeAttr(out var pointer);
            var functions = Marshal.PtrToStructure<TYPEATTR>(pointer).cFuncs;
            information.ReleaseTypeAttr(pointer);
            for (var number = 0; number < functions; number++)
            {
                information.GetFuncDesc(number, out var description);
                try
                {
                    var function = Marshal.PtrToStructure<FUNCDESC>(description);
                    var names = new string[1];
                    information.GetNames(function.memid, names, 1, out var got);
                    if (got == 1 && string.Equals(names[0], method, StringComparison.OrdinalIgnoreCase))
                    {
                        return index < function.cParams ? TypeOf(function, index) : null;
                    }
                }
                finally
                {
                    information.ReleaseFuncDesc(description);
                }
            }
            return null;
        }

        /// <summary>An out argument is declared as a pointer to its type.</summary>
        private static OutType? TypeOf(FUNCDESC function, int index)
        {
            var size = Marshal.SizeOf<ELEMDESC>();
            var element = Marshal.PtrToStructure<ELEMDESC>(IntPtr.Add(function.lprgelemdescParam, index * size));
            if (element.tdesc.vt != VtPtr)
            {
                return null;
            }
            switch (Marshal.PtrToStructure<TYPEDESC>(element.tdesc.lpValue).vt)
            {
                case VtVariant:
                    return Probing.OutType.Variant;
                case VtI2:
                case VtI4:
                case VtUi4:
                case VtInt:
                    return Probing.OutType.Int;
                default:
                    return Probing.OutType.Text;
            }
        }

        /// <summary>The first two methods of IDispatch; the others are not called here.</summary>
        [ComImport]
        [Guid("00020400-0000-0000-C000-000000000046")]
        [InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
        private interface IDispatchInformation
        {
            [PreserveSig]
            int GetTypeInfoCount(out int count);

            [PreserveSig]
            int GetTypeInfo(int index, int locale, out ITypeInfo? information);
        }
    }
}
