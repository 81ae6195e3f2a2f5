import { describe, expect, it } from '@jest/globals';
import { sidSources } from './sid-sources.js';

describe('sidSources', () => {
  it('turns the release of a deb822 file into sid and keeps address and key', () => {
    const text = [
      'Types: deb deb-src',
      '# a comment',
      'URIs: http://mirror.example/debian',
      'Suites: bookworm bookworm-updates',
      'Components: main contrib',
      'Signed-By:',
      ' -----BEGIN PGP PUBLIC KEY BLOCK-----',
      ' .',
      ' abc',
      '',
      'Types: deb',
      'URIs: http://mirror.example/debian-security',
      'Suites: bookworm-security',
      'Components: main',
    ].join('\n');
    expect(sidSources([{ format: 'sources', text }], 'bookworm')).toEqual([
      {
        format: 'sources',
        text: [
          'Types: deb',
          'Suites: sid',
          'Components: main',
          'URIs: http://mirror.example/debian',
          'Signed-By:',
          ' -----BEGIN PGP PUBLIC KEY BLOCK-----',
          ' .',
          ' abc',
          '',
        ].join('\n'),
      },
    ]);
  });

  it('turns the release of a list file into sid and keeps options', () => {
    const text = [
      '# deb http://no.example/debian bookworm main',
      'deb [signed-by=/usr/share/keyrings/x.gpg arch=amd64] http://mirror.example/debian bookworm main contrib',
      'deb-src http://mirror.example/debian bookworm main',
      'deb http://mirror.example/debian bookworm-updates main',
      'deb http://vendor.example/apt nodistro main',
    ].join('\n');
    expect(sidSources([{ format: 'list', text }], 'bookworm')).toEqual([
      {
        format: 'list',
        text: 'deb [signed-by=/usr/share/keyrings/x.gpg arch=amd64] http://mirror.example/debian sid main\n',
      },
    ]);
  });

  it('leaves out disabled sources and other vendors', () => {
    const disabled = 'Types: deb\nURIs: http://m.example\nSuites: bookworm\nComponents: main\nEnabled: no';
    const vendor = 'deb http://vendor.example/apt cloud-sdk-bookworm main';
    expect(
      sidSources(
        [
          { format: 'sources', text: disabled },
          { format: 'list', text: vendor },
        ],
        'bookworm',
      ),
    ).toEqual([]);
  });
});
