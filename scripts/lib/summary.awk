# Adds up surefire's reports: why tests were skipped, which failed, and how many passed at last.
# Exits 1 where anything failed; `build` is how Maven ended.

function attribute(name,   from, rest) {
  from = index($0, " " name "=\"")
  if (from == 0) return ""
  rest = substr($0, from + length(name) + 3)
  return plain(substr(rest, 1, index(rest, "\"") - 1))
}

function plain(text) {
  gsub(/&#10;/, " ", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "'", text)
  gsub(/&amp;/, "\\&", text)
  return text
}

/^<testsuite / {
  tests += attribute("tests")
  skipped += attribute("skipped")
  failed += attribute("failures") + attribute("errors")
}

/^  <testcase / {
  test = attribute("classname") "." attribute("name")
}

/^    <skipped/ {
  reason = attribute("message")
  if (reason == "") {
    # A test that skipped itself while it ran says why in the text.
    reason = $0
    sub(/^.*TestAbortedException: /, "", reason)
    sub(/^Assumption failed: /, "", reason)
    sub(/\]\]>.*$/, "", reason)
  }
  if (!(reason in reasons)) order[++kinds] = reason
  reasons[reason]++
}

/^    <(failure|error)/ {
  print "failed: " test
}

END {
  for (i = 1; i <= kinds; i++) {
    print "skipped " reasons[order[i]] ": " (order[i] == "" ? "no reason given" : order[i])
  }
  passed = tests - skipped - failed
  if (failed == 0 && build != 0) {
    print "failed: the build itself, see above"
    failed = 1
  } else if (failed == 0 && passed == 0) {
    print "failed: no test ran"
    failed = 1
  }
  print passed " passed, " failed " failed" (skipped ? ", " skipped " skipped" : "")
  exit (failed > 0)
}
