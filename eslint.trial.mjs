import base from '/work/h/cli/eslint.config.mjs';
export default [...base, { files: ['src/**/*.ts','demo/**/*.ts','tools/**/*.mjs'], rules: { complexity: ['warn', 10], 'max-params': ['warn', 4], 'max-lines-per-function': ['warn', {max: 60, skipBlankLines: true, skipComments: true}], 'max-lines': ['warn', {max: 200, skipBlankLines: true, skipComments: true}] } }];
