package dev.homeport.store.redis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.redis.protocol.Complaint.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplaintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOSCRIPT No matching script. Please use EVAL. | NO_SCRIPT | script",
        "LOADING Redis is loading the dataset in memory | BUSY | loading",
        "BUSY Redis is busy running a script. | BUSY | busy",
        "MASTERDOWN Link with MASTER is down | BUSY | primary",
        "CLUSTERDOWN The cluster is down | BUSY | cluster",
        "TRYAGAIN Multiple keys request during rehashing of slot | BUSY | cluster",
        "OOM command not allowed when used memory > 'maxmemory'. | UNWRITABLE | full (maxmemory)",
        "ERR Error running script (call to f_1): @user_script:5: @user_script: 5: -OOM command not"
            + " allowed when used memory > 'maxmemory'. | UNWRITABLE | full",
        "MISCONF Redis is configured to save RDB snapshots | UNWRITABLE | disk",
        "ERR Error running script (call to f_1): @user_script:5: @user_script: 5: -MISCONF Redis is"
            + " configured to save | UNWRITABLE | disk",
        "READONLY You can't write against a read only replica. | UNWRITABLE | name the primary",
        "ERR Error running script (call to f_1): @user_script:5: @user_script: 5: -READONLY You"
            + " can't write | UNWRITABLE | name the primary",
        "NOREPLICAS Not enough good replicas to write. | UNWRITABLE | replicas",
        "MOVED 3999 10.0.0.7:6381 | UNWRITABLE | name 10.0.0.7:6381 in state.url",
        "ASK 3999 10.0.0.7:6381 | UNWRITABLE | name 10.0.0.7:6381 in state.url",
        "NOAUTH Authentication required. | UNFIT | wants a password",
        "WRONGPASS invalid username-password pair or user is disabled. | UNFIT | refuses the user",
        "ERR invalid password | UNFIT | refuses the user",
        "NOPERM this user has no permissions to run the 'eval' command | UNFIT | may not",
        "ERR DB index is out of range | UNFIT | no such database",
        "ERR invalid DB index | UNFIT | no such database",
        "ERR SELECT is not allowed in cluster mode | UNFIT | no such database",
        "ERR AUTH <password> called without any password configured for the default user. Are you"
            + " sure your configuration is correct? | UNFIT | take the one in state.url away",
        "ERR Client sent AUTH, but no password is set | UNFIT | take the one in state.url away",
        "HOMEPORT the state is of form 2 | UNFIT | newer Homeport",
        "WRONGTYPE Operation against a key | STRANGE | WRONGTYPE Operation against a key",
        "'' | STRANGE | it said",
      })
  void complaintIsUnderstood(String error, Kind kind, String words) {
    Complaint complaint = Complaint.of(error);
    assertThat(complaint.kind()).isEqualTo(kind);
    assertThat(complaint.text()).contains(words);
  }
}
