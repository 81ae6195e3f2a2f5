import { CATEGORIES, type Category, type Scores } from '../contracts/scores.js';
import type { ProfileData, RepositoryData } from '../profile/profile-data.js';
import { ownRepositories, topRepositories } from '../profile/top-repositories.js';
import { languagesOf } from '../scores/score-profile.js';
import type { ReviewText } from './review.js';
import { Reviewer } from './reviewer.js';

/** Something to do, and how much it matters. `breaks` says it as what turns a visitor away. */
interface Finding {
  priority: 'high' | 'medium' | 'low';
  action: string;
  breaks?: string;
}

const WORDS: readonly (readonly [from: number, word: string])[] = [
  [80, 'excellent'],
  [60, 'good'],
  [40, 'fair'],
  [20, 'weak'],
  [0, 'hardly begun'],
];

const STRENGTHS: Record<Category, string> = {
  profile: 'The profile introduces the person well.',
  projects: 'The projects are presented so that visitors understand and like them.',
  consistency: 'Work goes on steadily, week by week.',
  technical: 'The code shows breadth and care.',
  community: 'Others take part in the work, and the person in theirs.',
};

/** From this on a category is a strength. */
const STRONG = 60;

/** Reviews by rules alone: the same profile always has the same review, and no service is asked. */
export class BuiltInReviewer extends Reviewer {
  readonly name = 'built-in';

  review(profile: ProfileData, scores: Scores): Promise<ReviewText> {
    return Promise.resolve(reviewByRules(profile, scores));
  }
}

export function reviewByRules(profile: ProfileData, scores: Scores): ReviewText {
  const { user } = profile;
  const own = ownRepositories(profile.repositories);
  const top = topRepositories(profile.repositories);
  const languages = languagesOf(top);
  const findings = findingsOf(profile, top);
  const [best, worst] = extremesOf(scores);
  const stars = sum(own, ({ stars: count }) => count);
  const known = languages.length > 0 ? `, mostly in ${listed(languages.slice(0, 3))}` : '';
  return {
    summary:
      `${user.name ?? user.login} scores ${scores.overall} of 100, which is ${wordFor(scores.overall)}: ` +
      `${counted(own.length, 'project')} of their own${known}, ${counted(stars, 'star')}, ${counted(user.followers, 'follower')}. ` +
      `Strongest is ${best} (${scores[best]}), weakest ${worst} (${scores[worst]}).`,
    first_impression: firstImpression(profile),
    categories: {
      profile: `${judged(scores.profile)} ${profile.has_profile_readme ? 'There is a profile README.' : 'There is no profile README.'} ${user.bio ? 'The bio says what the person does.' : 'There is no bio.'}`,
      projects: `${judged(scores.projects)} ${counted(own.length, 'project')} and ${counted(stars, 'star')}; of the best ${top.length}, ${top.filter(({ description }) => description).length} have a description and ${top.filter(({ readme }) => readme).length} a README.`,
      consistency: `${judged(scores.consistency)} ${counted(profile.events.length, 'public event')} of late, in ${counted(new Set(profile.events.map(({ created_at }) => created_at.slice(0, 10))).size, 'day')}.`,
      technical: `${judged(scores.technical)} ${languages.length > 0 ? `Languages: ${listed(languages)}.` : 'No language stands out.'}`,
      community: `${judged(scores.community)} ${counted(user.followers, 'follower')} and ${counted(
        sum(own, ({ forks }) => forks),
        'fork',
      )}.`,
    },
    deal_breakers: findings.flatMap(({ breaks }) => (breaks === undefined ? [] : [breaks])),
    top_projects_analysis: top.map((repository) => ({ name: repository.name, assessment: assessmentOf(repository) })),
    improvement_checklist: findings.map(({ priority, action }) => ({ priority, action })),
    strengths: CATEGORIES.filter((category) => scores[category] >= STRONG).map((category) => STRENGTHS[category]),
    recruiter_perspective: recruiterPerspective(scores, languages),
  };
}

/** What to mend, most important first. */
function findingsOf({ user, profile_readme, repositories, events }: ProfileData, top: RepositoryData[]): Finding[] {
  const without = (part: (repository: RepositoryData) => unknown) =>
    top.filter((repository) => !part(repository)).map(({ name }) => name);
  const [undescribed, unread, unlicensed, untagged] = [
    without(({ description }) => description),
    without(({ readme }) => readme),
    without(({ license }) => license),
    without(({ topics }) => topics.length > 0),
  ];
  const findings: (Finding | false)[] = [
    top.length === 0 && {
      priority: 'high',
      action: 'Publish a project of your own, however small.',
      breaks:
        repositories.length > 0
          ? 'Every repository is a fork or archived.'
          : 'There is not a single public repository.',
    },
    unread.length > 0 && {
      priority: 'high',
      action: `Write a README for ${listed(unread)}: what it does, how to run it, an example.`,
      ...(unread.length === top.length && { breaks: 'None of the best projects has a README.' }),
    },
    !user.bio && { priority: 'high', action: 'Write a bio: one sentence on what you do.' },
    !user.name && { priority: 'medium', action: 'Add your name.', breaks: 'The profile has no name.' },
    events.length === 0 && {
      priority: 'medium',
      action: 'Work in public regularly, also in small steps.',
      breaks: 'Nothing has happened in public of late.',
    },
    undescribed.length > 0 && { priority: 'medium', action: `Describe ${listed(undescribed)} in one line.` },
    !profile_readme && {
      priority: 'medium',
      action: `Make a profile README: a repository called ${user.login} with a README.md.`,
    },
    unlicensed.length > 0 && { priority: 'medium', action: `Choose a licence for ${listed(unlicensed)}.` },
    untagged.length > 0 && { priority: 'low', action: `Give topics to ${listed(untagged)}, so that others find them.` },
    !user.location && { priority: 'low', action: 'Say where you work.' },
    !user.blog && { priority: 'low', action: 'Link to a site or blog of yours.' },
  ];
  return findings.filter((finding) => finding !== false);
}

function firstImpression({ user, has_profile_readme, repositories }: ProfileData): string {
  const there = [
    user.name && 'a name',
    user.bio && 'a bio',
    user.location && 'a place',
    has_profile_readme && 'a profile README',
  ].filter((part) => typeof part === 'string');
  const sees = there.length > 0 ? `A visitor sees ${listed(there)}` : 'A visitor sees an account without a word';
  return `${sees}, and ${repositories.length === 0 ? 'no repositories' : counted(repositories.length, 'public repository', 'public repositories')}.`;
}

function assessmentOf({ description, readme, license, topics, stars, forks }: RepositoryData): string {
  const missing = [
    !description && 'a description',
    !readme && 'a README',
    !license && 'a licence',
    topics.length === 0 && 'topics',
  ].filter((part) => typeof part === 'string');
  const liked = `${counted(stars, 'star')}, ${counted(forks, 'fork')}.`;
  return missing.length === 0 ? `${liked} Well presented.` : `${liked} Lacks ${listed(missing)}.`;
}

function recruiterPerspective({ overall }: Scores, languages: readonly string[]): string {
  const skills = languages.length > 0 ? ` Evidence of work in ${listed(languages.slice(0, 3))}.` : '';
  if (overall >= STRONG) return `Worth a conversation: the profile speaks for itself.${skills}`;
  if (overall >= 40)
    return `A possible candidate, but the profile leaves questions that an interview must answer.${skills}`;
  return `The profile alone gives too little to go by; other evidence is needed.${skills}`;
}

function extremesOf(scores: Scores): [best: Category, worst: Category] {
  const sorted = [...CATEGORIES].sort((a, b) => scores[b] - scores[a]);
  return [sorted[0]!, sorted.at(-1)!];
}

function wordFor(score: number): string {
  return WORDS.find(([from]) => score >= from)![1];
}

function judged(score: number): string {
  const word = wordFor(score);
  return `${word[0]!.toUpperCase()}${word.slice(1)} (${score}).`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
