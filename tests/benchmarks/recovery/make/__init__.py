"""Truth from makefiles, read without mlaudit's own parser.

The format: https://www.gnu.org/software/make/manual/make.html
"""
