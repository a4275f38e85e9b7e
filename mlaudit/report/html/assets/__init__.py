"""The style and the script of the page, put together from the files of this folder."""
