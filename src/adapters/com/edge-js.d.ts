declare module 'edge-js' {
  interface Method {
    readonly assemblyFile: string;
    readonly typeName: string;
    readonly methodName: string;
  }

  type Bound = (input: unknown, done: (error: unknown, answer: unknown) => void) => void;

  const edge: {
    /** Binds a .NET method `Task<object> Name(object input)`. */
    func(method: Method): Bound;
  };
  export default edge;
}
