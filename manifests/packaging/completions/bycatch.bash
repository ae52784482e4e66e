# Completes commands and options from what the program itself says of them.
_bycatch_words() { # COMMAND...
  bycatch "$@" --help 2>/dev/null | sed -nE 's/^  (([a-z]+) {2,}|(-[a-z],)?(--[a-z0-9-]+)).*/\2 \4/p'
}

_bycatch() {
  local word=${COMP_WORDS[COMP_CWORD]} words=() at
  for ((at = 1; at < COMP_CWORD; at++)); do
    [[ ${COMP_WORDS[at]} == [a-z]* ]] && words+=("${COMP_WORDS[at]}")
    # Of commands only publish, watch and request have commands of their own.
    [ ${#words[@]} = 1 ] && [[ ! ${words[0]} =~ ^(publish|watch|request)$ ]] && break
    [ ${#words[@]} = 2 ] && break
  done
  local options
  options=$(_bycatch_words "${words[@]}")
  # Commands stand before options, some of which fit every command; where none fits, it is a file.
  if [[ $word == -* ]]; then options+=" $(_bycatch_words)"
  else options=$(printf '%s\n' "$options" | tr ' ' '\n' | grep -v '^-'); fi
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
}

complete -o default -F _bycatch bycatch
