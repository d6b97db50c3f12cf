import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/chat/commands.js';

describe('parseCommand', () => {
  it.each([
    ['帮助', { name: 'help' }],
    ['help', { name: 'help' }],
    ['  Help! ', { name: 'help' }],
    ['/status', { name: 'status' }],
    ['状态。', { name: 'status' }],
    ['模型', { name: 'models' }],
    ['回滚', { name: 'rollback' }],
    ['重载', { name: 'reload', action: 'run' }],
    ['reload  --force', { name: 'reload', action: 'force' }],
    ['强制重载', { name: 'reload', action: 'force' }],
    ['重载 取消', { name: 'reload', action: 'cancel' }],
    ['搜索 通义千问 内测', { name: 'search', query: '通义千问 内测' }],
    ['search:MOSS', { name: 'search', query: 'MOSS' }],
    ['依据', { name: 'evidence' }],
    ['依据 2', { name: 'evidence', n: 2 }],
    ['evidence [3]', { name: 'evidence', n: 3 }],
    ['有用', { name: 'judge', verdict: 'up' }],
    ['没用', { name: 'judge', verdict: 'down' }],
    ['没用 错源', { name: 'judge', verdict: 'down', reason: 'wrong-source' }],
    ['not useful should refuse', { name: 'judge', verdict: 'down', reason: 'should-refuse' }],
    ['没用，参数是去年的', { name: 'judge', verdict: 'down', reason: 'other', comment: '参数是去年的' }],
  ])('takes %j for a command', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    '它的状态如何?',
    '模型有哪些?',
    'help me find the parameters of MOSS',
    '搜索',
    '搜索引擎有哪些?',
    'searching is fun',
    '依据什么判断的?',
    '没用过通义千问可以吗',
    'constructor',
    '',
  ])('takes %j for a question', (text) => {
    expect(parseCommand(text)).toBeUndefined();
  });
});
