package dev.homeport.store.redis;

import dev.homeport.store.redis.protocol.Script;

/// What is done to pots and meters within Redis.
///
/// A pot is a hash with what is spent and what is reserved, and a sorted set of what is reserved,
/// by the time at which each lease is over. A lease that is over is found by whoever looks next;
/// what is presumed of it counts as spent, and it is remembered (`l:`) for who settles late. What
/// was decided while Redis was away is settled under its own name (`d:`), so that it counts once
/// however often it is sent, and so that a wish to reserve it that comes late is not granted any
/// more.
///
/// Sums are made by Redis, in 64 bits; Lua only compares, which is exact up to 2^53, nine million
/// dollars. The time is Redis' own, because the clocks of replicas differ; a test may give another.
final class TallyScripts {
  private static final String PRELUDE =
      """
      local now = tonumber(ARGV[1])
      if not now then
        local time = redis.call('TIME')
        now = time[1] * 1000000 + time[2]
      end
      """;

  private static final String POTS =
      PRELUDE
          + """
          local AFTERLIFE = 7 * 86400 * 1000000
          local function add(pot, what, amount)
            if amount ~= '0' and amount ~= '-0' then
              redis.call('HINCRBY', pot, what, amount)
            end
          end
          local function lapse(pot, leases)
            local over = tonumber(redis.call('HGET', pot, 'over') or '')
            if over and over + AFTERLIFE < now then
              redis.call('DEL', pot, leases)
              return
            end
            repeat
              local due = redis.call('ZRANGEBYSCORE', leases, '-inf', string.format('%.0f', now),
                'LIMIT', 0, 500)
              for _, lease in ipairs(due) do
                local amount, presumed, id = string.match(lease, '^(%d+):(%d+):(.*)$')
                redis.call('ZREM', leases, lease)
                add(pot, 'reserved', '-' .. amount)
                add(pot, 'spent', presumed)
                redis.call('HSET', pot, 'l:' .. id, presumed)
              end
            until #due < 500
          end
          local function keep(pot, leases, over)
            redis.call('HSET', pot, 'over', over)
            local left = math.max(0, tonumber(over) - now)
            local milliseconds = string.format('%.0f', math.floor((left + AFTERLIFE) / 1000))
            redis.call('PEXPIRE', pot, milliseconds)
            redis.call('PEXPIRE', leases, milliseconds)
          end
          local function level(pot, all)
            local is = redis.call('HMGET', pot, 'spent', 'reserved')
            all[#all + 1] = is[1] or '0'
            all[#all + 1] = is[2] or '0'
          end
          """;

  /// Reserves an amount in all pots or in none.
  ///
  /// Arguments: now, id, amount, what is presumed to be spent of it, microseconds of the lease,
  /// then of each pot its limit and when it is over. Keys: of each pot its hash and its leases.
  /// Result: 1 and the levels, or 0, the number of the pot that is in the way, and its level.
  static final Script RESERVE =
      Script.of(
          POTS
              + """
              local id, amount, presumed = ARGV[2], ARGV[3], ARGV[4]
              for i = 1, #KEYS / 2 do
                lapse(KEYS[2 * i - 1], KEYS[2 * i])
              end
              for i = 1, #KEYS / 2 do
                local limit = ARGV[4 + 2 * i]
                local is = redis.call('HMGET', KEYS[2 * i - 1], 'spent', 'reserved')
                local all = tonumber(is[1] or 0) + tonumber(is[2] or 0)
                if limit ~= '' and tonumber(amount) > tonumber(limit) - all then
                  return {0, i, is[1] or '0', is[2] or '0'}
                end
              end
              local levels = {1}
              for i = 1, #KEYS / 2 do
                local pot, leases = KEYS[2 * i - 1], KEYS[2 * i]
                if redis.call('HEXISTS', pot, 'd:' .. id) == 0
                    and redis.call('HEXISTS', pot, 'l:' .. id) == 0
                    and redis.call('ZADD', leases, 'NX', string.format('%.0f', now + ARGV[5]),
                      amount .. ':' .. presumed .. ':' .. id) == 1 then
                  add(pot, 'reserved', amount)
                  keep(pot, leases, ARGV[5 + 2 * i])
                end
                level(pot, levels)
              end
              return levels
              """);

  /// Puts what was used in the place of what was reserved.
  ///
  /// Arguments: now, id, used, 1 where it may be unknown here, what was presumed, then of each pot
  /// the amount that was reserved and when it is over. Result: the levels.
  static final Script SETTLE =
      Script.of(
          POTS
              + """
              local id, used, unknown, presumed = ARGV[2], ARGV[3], ARGV[4] == '1', ARGV[5]
              local levels = {1}
              for i = 1, #KEYS / 2 do
                local pot, leases, amount = KEYS[2 * i - 1], KEYS[2 * i], ARGV[4 + 2 * i]
                lapse(pot, leases)
                if not unknown or redis.call('HSETNX', pot, 'd:' .. id, '1') == 1 then
                  local known = true
                  local lease = amount .. ':' .. presumed .. ':' .. id
                  if redis.call('ZREM', leases, lease) == 1 then
                    add(pot, 'reserved', '-' .. amount)
                  elseif redis.call('HDEL', pot, 'l:' .. id) == 1 then
                    add(pot, 'spent', '-' .. presumed)
                  else
                    known = unknown
                  end
                  if known then
                    add(pot, 'spent', used)
                    keep(pot, leases, ARGV[5 + 2 * i])
                  end
                end
                level(pot, levels)
              end
              return levels
              """);

  /// How pots stand. Arguments: now.
  static final Script LEVELS =
      Script.of(
          POTS
              + """
              local levels = {1}
              for i = 1, #KEYS / 2 do
                lapse(KEYS[2 * i - 1], KEYS[2 * i])
                level(KEYS[2 * i - 1], levels)
              end
              return levels
              """);

  /// Takes from a minute. Used is counted in sixty-millionths, so that what flows back in a
  /// microsecond is a whole number. More than a minute holds needs a full one.
  ///
  /// Arguments: now, how many a minute has, how many are wanted, 1 where they are gone in any case.
  /// Result: microseconds to wait.
  static final Script TAKE =
      Script.of(
          PRELUDE
              + """
              local minute, wanted = tonumber(ARGV[2]), tonumber(ARGV[3]) * 60000000
              local is = redis.call('HMGET', KEYS[1], 'used', 'at')
              local at = math.max(now, tonumber(is[2] or now))
              local used = math.max(0, tonumber(is[1] or 0)
                - (at - tonumber(is[2] or now)) * minute)
              local excess = used + math.min(wanted, minute * 60000000) - minute * 60000000
              if ARGV[4] ~= '1' and excess > 0 then
                return math.ceil(excess / minute)
              end
              if wanted == 0 then
                return 0
              end
              redis.call('HSET', KEYS[1], 'used', string.format('%.0f', used + wanted),
                'at', string.format('%.0f', at))
              redis.call('PEXPIRE', KEYS[1],
                string.format('%.0f', math.ceil((used + wanted) / minute / 1000) + 60000))
              return 0
              """);

  private TallyScripts() {}
}
