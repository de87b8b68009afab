/** Advice given by the steps of `comwatch doctor`. */
import type { ProbeFailure } from '../judging/probe-result.js';
import type { SampleSource } from '../observing/model.js';

/** Recommended action. */
export type Advice =
  | { readonly kind: 'later-windows' }
  | { readonly kind: 'shipped-node'; readonly version: string }
  | { readonly kind: 'net-framework' }
  | { readonly kind: 'remove-variables'; readonly names: readonly string[] }
  | { readonly kind: 'shell-policy' }
  | { readonly kind: 'less-recording' }
  | { readonly kind: 'bridge' }
  | { readonly kind: 'second-bridge' }
  | { readonly kind: 'use-source'; readonly source: SampleSource }
  | { readonly kind: 'no-source' }
  | { readonly kind: 'clock' }
  | { readonly kind: 'source-setting-right' }
  | { readonly kind: 'allow-assembly' }
  | { readonly kind: 'wmi' }
  | { readonly kind: 'elevated' }
  | { readonly kind: 'stop-refused' }
  | { readonly kind: 'send-report' }
  | { readonly kind: 'register-class'; readonly progid: string }
  | { readonly kind: 'class-32'; readonly progid: string }
  | { readonly kind: 'catalogue' }
  | { readonly kind: 'probe-hint'; readonly failure: ProbeFailure }
  | { readonly kind: 'event-source' }
  | { readonly kind: 'secrets' }
  | { readonly kind: 'commands'; readonly commands: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'free-space' }
  | { readonly kind: 'mail' }
  | { readonly kind: 'install' }
  | { readonly kind: 'install-again' }
  | { readonly kind: 'task-disabled' }
  | { readonly kind: 'try-again' };
