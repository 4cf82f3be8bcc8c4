# Where things are in what jpackage makes. Sourced by the scripts beside it.
# shellcheck shell=sh disable=SC2034

# Prints the image that stands in folder $1.
image_in() {
  if [ -d "$1/homeport.app" ]; then
    echo "$1/homeport.app"
  else
    echo "$1/homeport"
  fi
}

# Sets `launchers` and `app` for the image $1.
look_into() {
  if [ -d "$1/Contents" ]; then
    launchers=$1/Contents/MacOS
    app=$1/Contents/app
  else
    launchers=$1/bin
    app=$1/lib/app
  fi
}
