import { expect, it } from 'vitest';
import { readVimrc } from './vimrc.ts';

const usual = { tabWidth: 8, shiftWidth: 8, expandTab: false, numbers: false };

it.each([
  ['', usual],
  ['set et ts=2 sw=2', { tabWidth: 2, shiftWidth: 2, expandTab: true, numbers: false }],
  ['set expandtab\nset tabstop=2\nset shiftwidth=2\n', { tabWidth: 2, shiftWidth: 2, expandTab: true, numbers: false }],
  ['set nu\nset noet', { ...usual, numbers: true }],
  [':set ts=4 sts=2 sw=0 et " two blanks', { tabWidth: 2, shiftWidth: 2, expandTab: true, numbers: false }],
  ['syntax on\n" set et\nset ts=999', { ...usual, tabWidth: 16 }],
])('%j', (text, wanted) => {
  expect(readVimrc(text)).toEqual(wanted);
});
