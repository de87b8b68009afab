export declare const clockRule: readonly { readonly selector: string; readonly message: string }[];
