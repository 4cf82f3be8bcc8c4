package dev.homeport.store.redis;

import dev.homeport.store.redis.protocol.Script;

/// What is done to facts within Redis.
///
/// All facts are in one hash, each under the length of its kind, its kind and its name, and as the
/// number of its turn with its fields. A second hash says how often anything was changed and bears
/// the mark of the last change. Marks are unlike any other, and each change names the one before
/// it: so who follows knows whether it has missed one, or whether the past is another one now.
final class FactScripts {
  /// The form in which all of it is written; who finds another one leaves it alone.
  static final String FORMAT = "1";

  private static final String FORM_FIRST =
      """
      local form = redis.call('HGET', KEYS[1], 'format')
      if form and form ~= '1' then
        return redis.error_reply('HOMEPORT the state is of form ' .. form)
      end
      """;

  /// Revision and mark.
  static final Script LOOK =
      Script.of(FORM_FIRST + "return redis.call('HMGET', KEYS[1], 'revision', 'mark')\n");

  /// Revision, mark and all facts, of one moment.
  static final Script LOAD =
      Script.of(
          FORM_FIRST
              + """
              local at = redis.call('HMGET', KEYS[1], 'revision', 'mark')
              return {at[1], at[2], redis.call('HGETALL', KEYS[2])}
              """);

  /// Makes one change, if it can be made, and tells all who follow.
  ///
  /// Arguments: what to do, the field, its text, the mark, the channel, how many characters the
  /// field has.
  static final Script CHANGE =
      Script.of(
          FORM_FIRST
              + """
              local old = redis.call('HGET', KEYS[2], ARGV[2])
              if (ARGV[1] == 'add' and old) or (ARGV[1] == 'remove' and not old) then
                return {0}
              end
              local before = redis.call('HGET', KEYS[1], 'mark') or ''
              local text = ''
              if ARGV[1] == 'remove' then
                redis.call('HDEL', KEYS[2], ARGV[2])
              else
                local place
                if old then
                  place = string.match(old, '^%d+')
                else
                  place = string.format('%.0f', redis.call('HINCRBY', KEYS[1], 'places', 1))
                end
                text = place .. ':' .. ARGV[3]
                redis.call('HSET', KEYS[2], ARGV[2], text)
              end
              redis.call('HSET', KEYS[1], 'format', '1', 'mark', ARGV[4])
              local revision = redis.call('HINCRBY', KEYS[1], 'revision', 1)
              redis.call('PUBLISH', ARGV[5],
                string.format('%.0f', revision) .. ' ' .. before .. ' ' .. ARGV[4] .. ' '
                  .. ARGV[6] .. ' ' .. ARGV[2] .. text)
              return {1, revision, before, text}
              """);

  private FactScripts() {}
}
