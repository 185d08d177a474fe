## The council's words that reach the person, easy layer.

council-answer-interim = とちゅうの返事
council-answer-final = 返事
council-answer-no-action = できないという返事
