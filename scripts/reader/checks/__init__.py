"""What ./run check proves of the texts and of the built site."""
