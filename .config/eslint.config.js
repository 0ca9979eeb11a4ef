import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const ROOT = new URL('..', import.meta.url).pathname

export default defineConfig(
  globalIgnores(['node_modules/', 'data/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: ROOT } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Parts are plain objects of closures; nothing here depends on `this`.
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
      // Chinese text in templates is spaced with U+3000.
      'no-irregular-whitespace': ['error', { skipTemplates: true }],
      eqeqeq: 'error'
    }
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly'
      }
    }
  }
)
