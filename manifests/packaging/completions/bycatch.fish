# Completes commands and options from what the program itself says of them.
function __bycatch_help
    set -l given (commandline -opc)[2..-1]
    set -l commands (string match -r '^[a-z]+$' -- $given)[1..2]
    bycatch $commands --help 2>/dev/null; or bycatch $commands[1] --help 2>/dev/null
end
complete -c bycatch -a "(__bycatch_help | string match -rg '^  ([a-z]+ {2,}.*)\$' | string replace -r ' {2,}' \t)"
complete -c bycatch -l json -d 'One JSON object a line'
complete -c bycatch -a "(__bycatch_help | string match -rg '^  (?:-[a-z],)?(--[a-z0-9-]+)')" -n 'string match -q -- "-*" (commandline -ct)'
