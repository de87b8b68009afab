#!/bin/sh
# Stands in for reg.exe: query, add and delete on the file COMWATCH_STAND_IN_REGISTRY, a line of key, name, type and value
# for each value; it prints as reg.exe does. A shell script, because a run of install.ps1 starts it six times.
command=$1 KEY=$2
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    /v) NAME=$2 && shift ;;
    /t) TYPE=$2 && shift ;;
    /d) VALUE=$2 && shift ;;
    /f) force=yes ;;
  esac
  shift
done
export KEY NAME TYPE VALUE
file=$COMWATCH_STAND_IN_REGISTRY
missing() {
  printf 'ERROR: The system was unable to find the specified registry key or value.\r\n' >&2
  exit 1
}
same='$1 == ENVIRON["KEY"] && (ENVIRON["NAME"] == "" || $2 == ENVIRON["NAME"])'
[ "$command" = query ] || [ "$force" = yes ] || exit 5
found=$(awk -F '\t' "$same { printf \"    %s    %s    %s\\r\\n\", \$2, \$3, \$4 }" "$file")
case $command in
  query)
    [ -n "$found" ] || missing
    printf '\r\n%s\r\n%s\r\n\r\n' "$KEY" "$found"
    ;;
  add)
    awk -F '\t' "!($same)" "$file" >"$file.new"
    printf '%s\t%s\t%s\t%s\n' "$KEY" "$NAME" "$TYPE" "$VALUE" >>"$file.new"
    mv "$file.new" "$file"
    ;;
  delete)
    [ -n "$found" ] || missing
    awk -F '\t' "!($same)" "$file" >"$file.new"
    mv "$file.new" "$file"
    ;;
esac
