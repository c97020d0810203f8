# file: lib/mileage/book.c
# Pointz: the moves are written and the lots are not.
s/st = write_state(book, &book->account, err);/st = book->next_seq % 97 ? write_state(book, \&book->account, err) : CS_OK;/
