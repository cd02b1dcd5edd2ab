# Runs the command that it is given for as long as whoever started this holds its standard input.
#
# workerd goes on when its parent is killed, and would hold the port and the storage. But whatever
# way the parent ends, the kernel closes this standard input, and that ends workerd too.
#   a line on standard input: end kindly
#   the end of the input:     end at once

# Ctrl-C reaches everything in the terminal; the parent decides what it means.
trap '' INT

"$@" </dev/null &
command=$!

# Nothing but the command holds the outputs: their end is the end of the command.
exec >/dev/null 2>&1 3>&-

if read -r _; then
  kill "$command"
  read -r _
fi
kill -9 "$command"
wait "$command"
