# What to type on this system to get what is missing. Sourced by the scripts beside it.
# shellcheck shell=sh

# The family of this system: macos, debian, fedora, suse, arch, alpine, nix or other.
system_family() {
  if [ "$(uname -s)" = Darwin ]; then
    echo macos
    return
  fi
  names=
  release=${JDK_SEARCH_ROOT:-}/etc/os-release
  if [ -r "$release" ]; then
    while IFS= read -r line; do
      case $line in
        ID=* | ID_LIKE=*) names="$names ${line#*=}" ;;
      esac
    done <"$release"
  fi
  case $names in
    *debian* | *ubuntu*) echo debian ;;
    *fedora* | *rhel* | *centos* | *amzn*) echo fedora ;;
    *suse*) echo suse ;;
    *arch*) echo arch ;;
    *alpine*) echo alpine ;;
    *nixos*) echo nix ;;
    *) echo other ;;
  esac
}

# Says how `jdk` or `maven` ($1) is installed on this system.
how_to_install() {
  family=$(system_family)
  case $family:$1 in
    macos:jdk)
      echo "    brew install openjdk@25"
      echo
      echo "or the .pkg of Temurin 25 from https://adoptium.net"
      ;;
    debian:jdk)
      # Older releases do not have the package; what apt does not know it cannot install.
      if LC_ALL=C apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
        echo "    sudo apt-get install openjdk-25-jdk-headless"
      else
        echo "    sudo apt-get update && sudo apt-get install openjdk-25-jdk-headless"
        echo
        echo "or, where this release has no such package:"
        echo
        unpacked_jdk
      fi
      ;;
    fedora:jdk) echo "    sudo dnf install java-25-openjdk-devel" ;;
    suse:jdk) echo "    sudo zypper install java-25-openjdk-devel" ;;
    arch:jdk) echo "    sudo pacman -S jdk25-openjdk" ;;
    alpine:jdk) echo "    sudo apk add openjdk25" ;;
    nix:jdk) echo "    nix-shell -p jdk25 maven" ;;
    *:jdk) unpacked_jdk ;;
    macos:maven) echo "    brew install maven" ;;
    debian:maven) echo "    sudo apt-get install maven" ;;
    fedora:maven) echo "    sudo dnf install maven" ;;
    suse:maven) echo "    sudo zypper install maven" ;;
    arch:maven) echo "    sudo pacman -S maven" ;;
    alpine:maven) echo "    sudo apk add maven" ;;
    nix:maven) echo "    nix-shell -p jdk25 maven" ;;
    *:maven) echo "    Maven 3.8 or newer from https://maven.apache.org, with its bin folder on the PATH" ;;
  esac
}

# A JDK without a package: unpacked where jdk25 looks.
unpacked_jdk() {
  echo "    the JDK of Temurin 25 as .tar.gz for $(uname -s) $(uname -m) from https://adoptium.net, then"
  echo "    mkdir -p ~/.jdks && tar -xzf OpenJDK25*.tar.gz -C ~/.jdks"
}
