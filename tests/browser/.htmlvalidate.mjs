import { defineConfig } from 'html-validate';

export default defineConfig({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Matters of taste, in which templates and Markdown differ.
    'attr-quotes': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    // Safari forgets that a list without bullets is a list, unless it is told again.
    'no-redundant-role': 'off',
    'prefer-native-element': ['error', { exclude: ['list'] }],
    // Whether a telephone number may wrap is for the stylesheet to say.
    'tel-non-breaking': 'off',
    // Headings keep the vowel signs of their script in their ids, as HTML allows.
    'valid-id': ['error', { relaxed: true }],
  },
});
