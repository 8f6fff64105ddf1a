# Completion in fish for all commands of stacktraces. To have it without an installation:
#   source stacktraces.fish

function __stacktraces_packs
    echo none
    for path in (string replace -r '/[^/]*$' '' -- (command -s st-annotate))/../share/stacktraces/packs/*.json
        string replace -r '.*/(.*)\.json$' '$1' -- $path
    end
end

function __stacktraces_zones
    echo UTC
    string replace -f -r '^/usr/share/zoneinfo/(?=[A-Z])' '' -- /usr/share/zoneinfo/*/*
end

complete -c st-show -c st-collect -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -c st-render -c st-describe -c st-describe-python-log -c st-describe-python-stacktrace -s h -l help -d 'Show the options and end'
complete -c st-show -c st-collect -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -c st-render -c st-describe -c st-describe-python-log -c st-describe-python-stacktrace -s V -l version -d 'Show the version and end'
complete -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -c st-render -l max-record -x -d 'Largest record, in bytes'
complete -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -c st-render -l progress -d 'Show how far it is'

complete -c st-show -c st-annotate -c st-group -c st-render -l fail-on-new -d 'Status 3 if something is new or has regressed'
complete -c st-annotate -c st-group -c st-render -l fail-on-unused -d 'Status 3 if a known issue was not seen'
complete -c st-show -l name -x -a '(ps -e -o comm= | sort -u)' -d 'All live processes of that name'
complete -c st-show -s p -l pid -x -a '(__fish_complete_pids)' -d 'A process, as its number alone'
complete -c st-show -s f -l follow -d 'Of processes: their children, too'
complete -c st-show -s e -l exe -r -F -d 'The executable'
complete -c st-show -l samples -x -d 'Look so many times'
complete -c st-show -l interval -x -d 'From one look to the next, in seconds'
complete -c st-show -l tz -x -a '(__stacktraces_zones)' -d 'The zone of times that name none'

complete -c st-collect -s p -l pid -x -a '(__fish_complete_pids)' -d 'A live process'
complete -c st-collect -l name -x -a '(ps -e -o comm= | sort -u)' -d 'All live processes of that name'
complete -c st-collect -s f -l follow -d 'Their children, too'
complete -c st-collect -s c -l corefile -r -F -d 'A core file'
complete -c st-collect -s e -l exe -r -F -d 'The executable'
complete -c st-collect -s l -l debuglog -r -F -d 'Write the text of the debugger there'
complete -c st-collect -l max-core -x -d 'Largest core file'
complete -c st-collect -l as-root -d 'Read core files of other users with the rights of root'
complete -c st-collect -l samples -x -d 'Look so many times'
complete -c st-collect -l interval -x -d 'From one time to the next, in seconds'
complete -c st-collect -l timeout -x -d 'How long a debugger may take, in seconds'
complete -c st-show -c st-collect -l tool -x -a 'gdb eu-stack pstack none' -d 'The debugger'
complete -c st-collect -l no-python -d 'No Python functions'
complete -c st-collect -l full -d 'Local variables of processes, too'
complete -c st-collect -l no-locals -d 'As --full, no local variables'
complete -c st-collect -l fast -d 'No debug symbols of libraries'
complete -c st-collect -l max-pause -x -d 'Longest stop before --fast is tried, in milliseconds'
complete -c st-collect -l max-frames -x -d 'The innermost frames of a thread'
complete -c st-collect -f

complete -c st-parse-gdb -l original -d 'Take the readings of stacktraces.py'
complete -c st-parse-gdb -l max-line -x -d 'Longest line of text, in bytes'

complete -c st-parse-pylog -l tz -x -a '(__stacktraces_zones)' -d 'The zone of times that name none'
complete -c st-parse-pylog -l raw -d 'Keep the text as it stood'
complete -c st-parse-pylog -l original -d 'Find times as stacktraces.py does'
complete -c st-parse-pylog -l idle -x -d 'Show what looks complete after so many seconds'
complete -c st-parse-pylog -l quiet -x -d 'The old name of --idle'
complete -c st-parse-pylog -l max-message -x -d 'Longest message where lines have no headers, in lines'
complete -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -l split -x -d 'Read one of so many parts'
complete -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -l size -x -d 'So much of a file that grows is the whole'
complete -c st-parse-gdb -c st-parse-pylog -c st-annotate -c st-group -l no-lines -d 'Leave out line numbers'
complete -c st-parse-pylog -l max-line -x -d 'Longest line of text, in bytes'

complete -c st-show -c st-annotate -s r -l rules -r -F -d 'Apply the rules of a file'
complete -c st-show -c st-annotate -l pack -x -a '(__stacktraces_packs)' -d 'Apply just these packs'
complete -c st-annotate -l relabel -d 'Replace the labels that records have'
complete -c st-show -c st-annotate -l known -r -F -d 'Say what is known, by the groups of a file'
complete -c st-show -c st-annotate -l release -x -d 'The release of records that name none'
complete -c st-show -c st-annotate -l new-only -d 'Leave out what is known'
complete -c st-annotate -l unused -d 'End with the known issues that were not seen'
complete -c st-show -c st-annotate -l redact -f -a '(__fish_append , default all password token header jwt key cookie email ip user)' -d 'Mask secrets'
complete -c st-annotate -l preview -d 'List what would be masked'
complete -c st-annotate -l fingerprint-text -d 'Add the clear text of fingerprints'
complete -c st-annotate -l explain -d 'Say which rules labelled and trimmed each record'
complete -c st-annotate -l check -d 'Check the rules and end'
complete -c st-annotate -l list -d 'List the rules and end'

complete -c st-show -c st-group -l by -x -a '(__fish_append , process functions exception message template fingerprint role state pool comm signal syscall issue release title hour day)' -d 'What has to be the same'
complete -c st-group -l keep -d 'Pass the records through before the groups'
complete -c st-show -c st-group -l per -x -a 'hour day' -d 'Count by hour or day, too'
complete -c st-show -c st-group -l was -r -F -d 'Compare with the records or groups of a file'
complete -c st-show -c st-group -c st-render -l sort -x -a 'count first last interest' -d 'What comes first'
complete -c st-show -c st-group -c st-render -s n -l top -x -d 'So many, and count the others'
complete -c st-group -l members -x -d 'List so many members of a group'
complete -c st-group -l messages -x -d 'List so many different messages of a group'
complete -c st-group -l exact-messages -d 'Count messages as they are'
complete -c st-group -s r -l rules -r -F -d 'Say what processes show, by the rules of a file'
complete -c st-group -l pack -x -a '(__stacktraces_packs)' -d 'The same by just these packs'

complete -c st-show -c st-render -l format -x -a 'text original json original-stacktrace table csv tsv html folded speedscope markdown sarif github junit prometheus otlp' -d 'How to show them'
complete -c st-render -l of -x -a 'thread traceback' -d 'Show these alone'
complete -c st-show -c st-render -s v -l verbose -d 'Show everything'
complete -c st-show -c st-render -l columns -x -a '(__fish_append , count was share name state function place role signal message mark issue first last key process)' -d 'Columns of tables'
complete -c st-show -c st-render -l brief -d 'Show the heads of groups alone'
complete -c st-show -c st-render -l color -x -a 'auto always never' -d 'When to colour'
complete -c st-render -l empty-status -x -d 'The status where there was nothing to show'
complete -c st-render -l source-root -r -F -d 'Take this folder off paths'
complete -c st-render -l with-values -d 'With command, arguments and local variables'
complete -c st-render -l summary -d 'End with what came more than once'
complete -c st-show -c st-render -s i -l infolvl -x -a '0 1 2 3 4' -d 'How much to show'

complete -c st-describe -s l -l debuglog -r -F -d 'A log of a debugger'
complete -c st-describe -s p -l pid -x -a '(__fish_complete_pids)' -d 'A live process'
complete -c st-describe -s f -l follow -d 'Its children, too'
complete -c st-describe -s c -l corefile -r -F -d 'A core file'
complete -c st-describe -s e -l exe -r -F -d 'The executable'
complete -c st-describe -s i -l infolvl -x -a '0 1 2 3 4' -d 'How much to show'
complete -c st-describe -l format -x -a 'text raw' -d 'How to show them'
complete -c st-describe -l pack -x -a '(__stacktraces_packs)' -d 'The rule pack to apply'
complete -c st-describe -f

complete -c st-describe-python-log -l format -x -a 'text json' -d 'How to show them'
complete -c st-describe-python-log -l include-duplicates -d 'Show every occurrence'
complete -c st-describe-python-log -l include-raw -d 'With the text as it stands in the log'
complete -c st-describe-python-log -l tz -x -a '(__stacktraces_zones)' -d 'The time zone of the log'
complete -c st-describe-python-stacktrace -f
