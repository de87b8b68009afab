import tseslint from 'typescript-eslint';
import { clockRule } from './tools/clock-rule.mjs';

const code = { skipBlankLines: true, skipComments: true };

/** Time that a simulation moves, and browsers, which have no port for it. */
const ownClock = ['src/simulation/moved-time.ts', 'src/page/*.ts'];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'release/**',
      'coverage/**',
      'test/fixtures/**',
      '**/bin/**',
      '**/obj/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', 'tools/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'max-lines': ['error', { max: 200, ...code }],
      'max-lines-per-function': ['error', { max: 80, ...code }],
      'max-params': ['error', 5],
      complexity: ['error', 16],
    },
  },
  { files: ['**/*.mjs', '.dependency-cruiser.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['src/core/**'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'performance'],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/adapters/clock/**', ...ownClock],
    rules: { 'no-restricted-syntax': ['error', ...clockRule] },
  },
  {
    // Tables: one case or entry a kind, however many kinds there are.
    files: ['src/texts/**', 'src/config/settings/**'],
    rules: { complexity: 'off', 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['test/**', 'bench/**', 'demo/**', 'tools/**', '*.mjs', '.dependency-cruiser.cjs'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': ['error', { max: 340, ...code }],
      'max-lines-per-function': 'off',
      'max-params': 'off',
      complexity: 'off',
    },
  },
);
