import { describe, expect, it } from '@jest/globals';
import { scoreProfile } from '../scores/score-profile.js';
import { daysAgo, emptyProfile, repository } from '../testing/profile-for-test.js';
import { reviewByRules } from './built-in-reviewer.js';
import { ReviewText } from './review.js';

function review(profile = emptyProfile()) {
  return reviewByRules(profile, scoreProfile(profile));
}

describe('the built-in reviewer', () => {
  it('says what turns visitors away from an empty account, and what to do first', () => {
    const text = review();
    expect(ReviewText.parse(text)).toEqual(text);
    expect(text.deal_breakers).toEqual([
      'There is not a single public repository.',
      'The profile has no name.',
      'Nothing has happened in public of late.',
    ]);
    expect(text.improvement_checklist[0]).toEqual({
      priority: 'high',
      action: 'Publish a project of your own, however small.',
    });
    expect(text.strengths).toEqual([]);
    expect(text.summary).toContain('scores 0 of 100, which is hardly begun');
  });

  it('names the projects that lack something, and what is strong', () => {
    const complete = { description: 'x', readme: 'x'.repeat(600), license: 'MIT', topics: ['x'], homepage: 'x' };
    const profile = emptyProfile({
      user: { name: 'Mona', bio: 'I write compilers for small machines.' },
      repositories: [
        repository({ ...complete, name: 'big', stars: 900, languages: { Go: 10, C: 5, Rust: 5, Zig: 5 } }),
        repository({ name: 'small', stars: 1, pushed_at: daysAgo(2) }),
      ],
    });
    const text = review(profile);
    expect(ReviewText.parse(text)).toEqual(text);
    expect(text.top_projects_analysis).toEqual([
      { name: 'big', assessment: '900 stars, 0 forks. Well presented.' },
      { name: 'small', assessment: '1 star, 0 forks. Lacks a description, a README, a licence and topics.' },
    ]);
    expect(text.improvement_checklist.map(({ action }) => action)).toContain('Choose a licence for small.');
    expect(text.strengths).toContain('The projects are presented so that visitors understand and like them.');
    expect(text.recruiter_perspective).toContain('Go, C and Rust');
  });

  it('gives the same review of the same profile', () => {
    expect(review()).toEqual(review());
  });
});
