"""Approving what is to be published: nobody approves their own, and a changed text is approved anew."""
