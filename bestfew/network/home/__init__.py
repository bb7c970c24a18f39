"""The Network page: who is missing, and who gives?"""
