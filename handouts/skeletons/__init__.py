"""What `handouts new` begins with: files with a comment for each line, and what fills in the first answers.

In the files here `#key: value`, without a space, is a line that counts once its `#` is taken away; `# Words` explain it.
"""
