"""A list of people, a packet for each: from a CSV file to a folder of PDFs. It may be stopped at any moment, and goes on from there."""
