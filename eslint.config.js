import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'coverage', '.stryker', 'node_modules', 'test/**/fixtures'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers are safe in a message; the other types still have to be spelled out.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Named exports only: a name stays the same wherever it is imported.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          name: 'node:url',
          importNames: ['domainToASCII', 'domainToUnicode'],
          message: 'What a name is must not change with the runtime: lib/host-name.ts.',
        },
      ],
      // `== null` says "null or undefined", as acorn's optional nodes are.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // An audit is a function of its evidence: time, chance and I/O come in as parameters or not at all.
    files: [
      'lib/audits/**/*.ts',
      'lib/dnssec/**/*.ts',
      'lib/pac/**/*.ts',
      'lib/proxy/**/*.ts',
      'lib/report/**/*.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is a parameter here (at: Date).' },
        { object: 'Math', property: 'random', message: 'Randomness is a parameter here.' },
      ],
    },
  },
  {
    // Runs inside the PAC sandbox's virtual machine, next to hostile code: it keeps what it needs of the language
    // before that code can change it, and its loose comparisons are those of the library it stands for.
    files: ['lib/pac/guest/**/*.ts'],
    rules: {
      eqeqeq: 'off',
      'no-restricted-properties': 'off',
      'prefer-rest-params': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/prefer-includes': 'off',
      '@typescript-eslint/prefer-string-starts-ends-with': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/prefer-optional-chain': 'off',
      // Not in ECMAScript 2015, which is all that the proof's interpreter has to know for it.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'mocha', name: ['describe', 'it'] }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  {
    // Runs in the page of the report.
    files: ['templates/report/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        navigator: 'readonly',
        location: 'readonly',
        getSelection: 'readonly',
        setTimeout: 'readonly',
        addEventListener: 'readonly',
      },
    },
  },
  { files: ['eslint.config.js'], rules: { 'no-restricted-syntax': 'off' } },
);
