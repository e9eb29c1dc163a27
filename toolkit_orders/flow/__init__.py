"""The three steps of asking for a toolkit: the form, check your answers, send. Nothing is kept between them on the server."""
