r"""The behaviour of corpuskit, frozen: some 850 command lines with all that they print, write and return.

`tests/contract/test_frozen.py` runs them and fails where one behaves otherwise. By hand:

    python -m tests.contract.frozen                     compare all, but for Spark and the bench
    python -m tests.contract.frozen kwic-matching list  compare some files, whether slow or not
    python -m tests.contract.frozen --slow              compare all
    python -m tests.contract.frozen --record [FILE…]    record anew, with what is asked for by an issue

A difference that nobody asked for is a fault. One that an issue asks for is recorded anew by whoever makes it, in the
commit that makes it: `git diff` then shows what has changed for the user. After a conflict take either side, and
record anew.

The files `*.txt` beside this one hold the command lines and their outcome. To add a command line, add a line
`$ corpuskit …` and record.

    # a comment; before the first command line `# needs: pyarrow`, `# slow`, `# one process`
    $ NO_COLOR=1 corpuskit list texts/ -n 1 < file && corpuskit …     `&&` goes on in the same directory
    | a line of standard output
    ! a line of standard error
    = 3                    the exit code, where it is not 0
    > out/a.csv            a file that was written or changed, with its content; `(gone)` where it was removed

Each command line starts in a fork of a process that has loaded the program, in a directory of its own that `materials.py` fills: `seeds`, texts made for the purpose, and
hostile ones. In a command line, `\u001b` stands for that character. Output of more than LONG bytes is kept as its
size, its SHA-256 and a short hash of each line, which is enough to show the lines that are new. The version, the
working directory and the clock are taken out of all output.
"""
